import { describeRowScorerContract } from '../../../../test/contracts/row-scorer.contract.js';
import { RecordNovelty } from '../detectors/record-novelty/record-novelty.js';
import { ColumnScorer } from './column-scorer.js';
import { trainLevels } from './joint-detectors.js';
import { JointScorer } from './joint-scorer.js';

describeRowScorerContract('ColumnScorer', () => new ColumnScorer(3, () => new RecordNovelty()), 400);
describeRowScorerContract('JointScorer', () => new JointScorer(3, 400, trainLevels), 400);
describeRowScorerContract('JointScorer with few training rows', () => new JointScorer(3, 40, trainLevels), 40);
