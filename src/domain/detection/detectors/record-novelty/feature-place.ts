/** Where features begin or end: their first number among the cells of a series, and their number among the features. */
export interface FeaturePlace {
  readonly cell: number;
  readonly feature: number;
}
