import { loadDetection } from '../../config/load-detection.js';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok } from './finding.js';

/** Whether the detection file can be used. Nothing is said when none is configured. */
export async function checkDetection(file: string | undefined): Promise<readonly Finding[]> {
  if (file === undefined) return [];
  try {
    const { value: rules } = await loadDetection(file);
    return [ok('detection', `${file}, ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`)];
  } catch (error) {
    return [fail('detection', messageOf(error).replace(/\s*\n\s*/g, ' '), 'or unset PLENUM_DETECTION')];
  }
}
