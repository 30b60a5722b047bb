import { describeForecastLogContract } from '../contracts/forecast-log.contract.js';
import { MemoryForecastLog } from './stand-ins.js';

describeForecastLogContract('Memory', () => Promise.resolve(new MemoryForecastLog()));
