/**
 * Limits of inlet air by ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments (5th edition, 2021): recommended
 * for classes A1 to A4 up to 27 °C, allowable for class A1 up to 32 °C.
 */
export const inletLimits = { recommendedC: 27, allowableC: 32 } as const;

/** Metrics of the air that machines breathe. */
export const inletMetrics: ReadonlySet<string> = new Set(['dc.rack.inlet_temperature', 'hw.host.ambient_temperature']);
