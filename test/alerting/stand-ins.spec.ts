import { describeNoticeDeliveries } from '../contracts/notice-deliveries.contract.js';
import { MemoryAlertLog, MemoryNoticeDeliveries } from './stand-ins.js';

describeNoticeDeliveries('The stand-in of the specs', () => {
  const alertLog = new MemoryAlertLog();
  return Promise.resolve({ alertLog, deliveries: new MemoryNoticeDeliveries(alertLog) });
});
