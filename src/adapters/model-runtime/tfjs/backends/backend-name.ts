/** What can compute networks, the one that is taken first where it can be had first. */
export const backendNames = ['node-gpu', 'node', 'webgpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];
