import { describeDetectorOrdersContract } from '../contracts/detector-orders.contract.js';
import { describeNoticeDeliveries } from '../contracts/notice-deliveries.contract.js';
import { describeIncidentDeliveries } from '../contracts/incident-deliveries.contract.js';
import { describeIncidentLogContract } from '../contracts/incident-log.contract.js';
import { describeQuietTimes } from '../contracts/quiet-times.contract.js';
import { MemoryIncidentDeliveries } from './memory-deliveries.js';
import { MemoryDetectorOrders } from './memory-detector-orders.js';
import { MemoryIncidentLog } from './memory-incident-log.js';
import { MemoryNoticeDeliveries } from './memory-notice-deliveries.js';
import { MemoryQuietTimes } from './memory-quiet-times.js';
import { MemoryAlertLog } from './stand-ins.js';

describeNoticeDeliveries('The stand-in of the specs', () => {
  const alertLog = new MemoryAlertLog();
  return Promise.resolve({ alertLog, deliveries: new MemoryNoticeDeliveries(alertLog) });
});

describeIncidentLogContract('The stand-in of the specs', () => {
  const alertLog = new MemoryAlertLog();
  return Promise.resolve({ alertLog, incidentLog: new MemoryIncidentLog(alertLog) });
});

describeIncidentDeliveries('The stand-in of the specs', () => {
  const incidentLog = new MemoryIncidentLog(new MemoryAlertLog());
  return Promise.resolve({ incidentLog, deliveries: new MemoryIncidentDeliveries(incidentLog) });
});

describeQuietTimes('The stand-in of the specs', () => Promise.resolve(new MemoryQuietTimes()));
describeDetectorOrdersContract('The stand-in of the specs', () => Promise.resolve(new MemoryDetectorOrders()));
