/** Makes ids for records. */
export abstract class Ids {
  /** UUID version 7: unique, and ascending with time as text. */
  abstract next(): string;
}
