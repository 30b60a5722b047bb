import type { Layer } from './layer.js';
import type { LayerSpec } from './network-spec.js';

/** What a layer of a spec measures behind so many inputs. */
export interface LayerShape {
  readonly spec: LayerSpec;
  /** Values that go in and come out. */
  readonly inputs: number;
  readonly units: number;
  /** 1 for a dense layer. */
  readonly positions: number;
  /** Of the kernel as a matrix. */
  readonly kernelRows: number;
  readonly kernelColumns: number;
  readonly hasBias: boolean;
}

/** The shapes of a network's layers, from the first after the inputs on. */
export function shapesOf(inputColumns: number, layers: readonly LayerSpec[]): readonly LayerShape[] {
  let inputs = inputColumns;
  let channels = 1;
  return layers.map((spec) => {
    const shape = spec.kind === 'dense' ? denseShape(spec, inputs) : convolutionShape(spec, inputs, channels);
    inputs = shape.units;
    channels = spec.kind === 'dense' ? 1 : spec.filters;
    return shape;
  });
}

function denseShape(spec: Extract<LayerSpec, { kind: 'dense' }>, inputs: number): LayerShape {
  const { units, bias } = spec;
  return { spec, inputs, units, positions: 1, kernelRows: inputs, kernelColumns: units, hasBias: bias ?? true };
}

function convolutionShape(
  spec: Extract<LayerSpec, { kind: 'convolution' }>,
  inputs: number,
  channels: number,
): LayerShape {
  const { filters, width, bias } = spec;
  const positions = inputs / channels;
  const kernel = { kernelRows: width * channels, kernelColumns: filters };
  return { spec, inputs, units: positions * filters, positions, ...kernel, hasBias: bias ?? true };
}

/** The layer of this shape with these weights. */
export function layerOf(shape: LayerShape, kernel: Float32Array, bias: Float32Array | undefined): Layer {
  const { spec, inputs, units, positions, kernelColumns } = shape;
  const { activation } = spec;
  const weights = { kernel, bias: bias ?? new Float32Array(kernelColumns) };
  if (spec.kind === 'dense') return { kind: 'dense', inputs, units, activation, ...weights };
  const { width, dilation } = spec;
  return { kind: 'convolution', inputs, units, positions, width, dilation, activation, ...weights };
}
