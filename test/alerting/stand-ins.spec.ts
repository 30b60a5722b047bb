import { describeNoticeDeliveries } from '../contracts/notice-deliveries.contract.js';
import { describeIncidentDeliveries } from '../contracts/incident-deliveries.contract.js';
import { describeIncidentLogContract } from '../contracts/incident-log.contract.js';
import { MemoryIncidentLog } from './memory-incident-log.js';
import { MemoryAlertLog, MemoryIncidentDeliveries, MemoryNoticeDeliveries } from './stand-ins.js';

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
