import { z } from 'zod';
import type { LayerSpec } from '../../../domain/networks/network-spec.js';
import type { LayerShape } from '../../../domain/networks/layer-shape.js';

const count = z.number().int().positive();
const shared = { activation: z.enum(['linear', 'tanh', 'relu']), use_bias: z.boolean() };

/** Only the first layer tells the inputs; all may have more settings, which matter in training only. */
const layerSchema = z.discriminatedUnion('class_name', [
  z.object({
    class_name: z.literal('Dense'),
    config: z.object({ ...shared, units: count, batch_input_shape: z.tuple([z.null(), count]).optional() }),
  }),
  z.object({
    class_name: z.literal('Reshape'),
    config: z.object({
      target_shape: z.tuple([count, z.literal(1)]),
      batch_input_shape: z.tuple([z.null(), count]),
    }),
  }),
  z.object({
    class_name: z.literal('Conv1D'),
    config: z.object({
      ...shared,
      filters: count,
      kernel_size: z.tuple([count.refine((width) => width % 2 === 1)]),
      dilation_rate: z.tuple([count]),
      strides: z.tuple([z.literal(1)]),
      padding: z.literal('same'),
    }),
  }),
  z.object({ class_name: z.literal('Flatten'), config: z.object({}) }),
]);
type JsonLayer = z.infer<typeof layerSchema>;

/** `model.json` of TensorFlow.js' layers format, as far as it holds what can be run here. */
const modelJsonSchema = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.object({
    class_name: z.literal('Sequential'),
    config: z.object({ layers: z.array(layerSchema).min(1) }),
  }),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(z.object({ name: z.string(), shape: z.array(count), dtype: z.literal('float32') })),
    }),
  ]),
});

/** What a `model.json` says of its network. */
export interface DescribedNetwork {
  readonly inputColumns: number;
  readonly layers: readonly LayerSpec[];
  /** Numbers in each kernel and bias, in their order in `weights.bin`. */
  readonly weightLengths: readonly number[];
}

/** The `model.json` of a network. */
export function modelJsonOf(inputColumns: number, shapes: readonly LayerShape[]): string {
  const layers: object[] = [];
  let before: LayerShape | undefined;
  for (const [i, shape] of shapes.entries()) {
    const name = nameOf(i);
    const { spec } = shape;
    const batch_input_shape = i === 0 ? { batch_input_shape: [null, inputColumns] } : {};
    const { activation } = spec;
    const config = { name, trainable: true, activation, use_bias: shape.hasBias };
    if (spec.kind === 'dense') {
      if (before?.spec.kind === 'convolution')
        layers.push({ class_name: 'Flatten', config: { name: `${name}-inputs` } });
      layers.push({ class_name: 'Dense', config: { ...config, ...batch_input_shape, units: spec.units } });
    } else {
      if (!before) {
        const target_shape = [shape.positions, 1];
        layers.push({ class_name: 'Reshape', config: { name: 'sequence', ...batch_input_shape, target_shape } });
      }
      const { filters, width, dilation } = spec;
      const taps = { kernel_size: [width], dilation_rate: [dilation], strides: [1], padding: 'same' };
      layers.push({ class_name: 'Conv1D', config: { ...config, filters, ...taps } });
    }
    before = shape;
  }
  if (before?.spec.kind === 'convolution') layers.push({ class_name: 'Flatten', config: { name: 'outputs' } });
  const weightsManifest = [{ paths: ['weights.bin'], weights: shapes.flatMap(weightSpecs) }];
  const modelTopology = { class_name: 'Sequential', config: { name: 'network', layers } };
  return JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest });
}

/** Reads a `model.json`. Throws what `JSON.parse` and zod throw. */
export function readModelJson(text: string): DescribedNetwork {
  const { modelTopology, weightsManifest } = modelJsonSchema.parse(JSON.parse(text));
  const [first] = modelTopology.config.layers;
  const inputs = first && 'batch_input_shape' in first.config ? first.config.batch_input_shape : undefined;
  if (!inputs) throw new Error('its first layer does not say how many inputs there are');
  const weightLengths = weightsManifest[0].weights.map(({ shape }) =>
    shape.reduce((product, each) => product * each, 1),
  );
  return { inputColumns: inputs[1], layers: modelTopology.config.layers.flatMap(specOf), weightLengths };
}

function specOf({ class_name, config }: JsonLayer): LayerSpec[] {
  switch (class_name) {
    case 'Dense':
      return [{ kind: 'dense', units: config.units, activation: config.activation, bias: config.use_bias }];
    case 'Conv1D': {
      const { filters, activation, use_bias: bias } = config;
      const [[width], [dilation]] = [config.kernel_size, config.dilation_rate];
      return [{ kind: 'convolution', filters, width, dilation, activation, bias }];
    }
    case 'Reshape':
    case 'Flatten':
      return [];
  }
}

function weightSpecs({ spec, kernelRows, kernelColumns, hasBias }: LayerShape, i: number): object[] {
  const rows = spec.kind === 'dense' ? [kernelRows] : [spec.width, kernelRows / spec.width];
  const kernel = { name: `${nameOf(i)}/kernel`, shape: [...rows, kernelColumns], dtype: 'float32' };
  return hasBias ? [kernel, { name: `${nameOf(i)}/bias`, shape: [kernelColumns], dtype: 'float32' }] : [kernel];
}

function nameOf(i: number): string {
  return `layer-${i + 1}`;
}
