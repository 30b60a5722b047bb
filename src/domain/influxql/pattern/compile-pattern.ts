import { statementError } from '../influxql-error.js';
import type { Instruction, PatternNode } from './instruction.js';

/** A counted repetition is written out, so the size of the program is what bounds the time of a match. */
const mostSteps = 20_000;

/** The program of a pattern; its last instruction is `match`. */
export function compilePattern(node: PatternNode): readonly Instruction[] {
  return new Compiler().compile(node);
}

class Compiler {
  readonly #program: Instruction[] = [];
  #steps = 0;

  compile(node: PatternNode): readonly Instruction[] {
    this.#emit(node);
    this.#program.push({ kind: 'match' });
    return this.#program;
  }

  #emit(node: PatternNode): void {
    // Counted by node and not by instruction, because the repetition of nothing emits none.
    this.#steps += 1;
    if (this.#steps > mostSteps) throw statementError('error parsing regexp: the expression is too large');
    switch (node.kind) {
      case 'sequence':
        for (const part of node.parts) this.#emit(part);
        return;
      case 'choice':
        this.#emitChoice(node.options);
        return;
      case 'repeat':
        for (let count = 0; count < node.least; count += 1) this.#emit(node.of);
        if (node.most === undefined) this.#emitStar(node.of);
        else for (let count = node.least; count < node.most; count += 1) this.#emitOptional(node.of);
        return;
      case 'char':
      case 'start':
      case 'end':
      case 'boundary':
        this.#program.push(node);
    }
  }

  #emitChoice(options: readonly PatternNode[]): void {
    const jumps: number[] = [];
    options.forEach((option, index) => {
      if (index === options.length - 1) {
        this.#emit(option);
        return;
      }
      const split = this.#reserve();
      this.#emit(option);
      jumps.push(this.#reserve());
      this.#program[split] = { kind: 'split', to: [split + 1, this.#program.length] };
    });
    for (const jump of jumps) this.#program[jump] = { kind: 'jump', to: this.#program.length };
  }

  #emitStar(of: PatternNode): void {
    const split = this.#reserve();
    this.#emit(of);
    this.#program.push({ kind: 'jump', to: split });
    this.#program[split] = { kind: 'split', to: [split + 1, this.#program.length] };
  }

  #emitOptional(of: PatternNode): void {
    const split = this.#reserve();
    this.#emit(of);
    this.#program[split] = { kind: 'split', to: [split + 1, this.#program.length] };
  }

  /** A place whose instruction is known only after what follows it. */
  #reserve(): number {
    return this.#program.push({ kind: 'match' }) - 1;
  }
}
