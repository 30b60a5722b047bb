import { type Config, loadConfig } from '../../config/config.js';
import { withConfigFile } from '../../config/env-file.js';
import { loadSite } from '../../config/load-site.js';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok } from './finding.js';

/** The configuration, or why there is none. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | Finding {
  try {
    return loadConfig(withConfigFile(env));
  } catch (error) {
    return fail('configuration', messageOf(error), 'correct these environment variables');
  }
}

/** Whether the site file describes a site. */
export async function checkSite(file: string | undefined, demoFile: string): Promise<Finding> {
  try {
    const { name, model } = await loadSite(file ?? demoFile);
    return ok('site', `${name}${file === undefined ? ' (demo)' : ''}, ${[...model.all()].length} assets`);
  } catch (error) {
    // One problem a line is easier to read elsewhere; here one finding is one line.
    return fail('site', messageOf(error).replace(/\s*\n\s*/g, ' '), 'or unset PLENUM_SITE for the demo site');
  }
}
