import type { DetectionSettingsOut } from '../../../src/http/detectors/detectors.schema.js';
import { matchText, setText } from './rule-text.js';

/** Rules in the order of the file. */
export function RuleTable({ rules }: Pick<DetectionSettingsOut, 'rules'>) {
  return (
    <div className="scroll">
      <table className="alerts">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">For</th>
            <th scope="col">Sets</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ name, match, set }, index) => (
            <tr key={`${index} ${name}`}>
              <td>{name}</td>
              <td className="wide">{matchText(match)}</td>
              <td className="wide">{setText(set)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
