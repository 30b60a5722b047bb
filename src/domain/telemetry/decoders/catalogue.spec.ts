import { describeDecoderContract } from '../../../../test/contracts/decoder.contract.js';
import { decoders, type WireFormat } from './catalogue.js';

for (const format of Object.keys(decoders) as WireFormat[]) describeDecoderContract(format, decoders[format]);
