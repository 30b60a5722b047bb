/** Density of air at 20 °C and sea level times its specific heat, J/(m3 K): 1.204 kg/m3 x 1006 J/(kg K). */
const AIR_HEAT_CAPACITY = 1_211;

/** Kelvin by which a flow of heat warms a flow of air: dT = P / (rho cp V), the heat balance of a stream (ASHRAE Handbook, Fundamentals). */
export function airRiseK(powerW: number, flowM3PerS: number): number {
  return powerW / (AIR_HEAT_CAPACITY * flowM3PerS);
}
