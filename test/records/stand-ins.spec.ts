import { describeApiKeysContract } from '../contracts/api-keys.contract.js';
import { describeAuditLogContract } from '../contracts/audit-log.contract.js';
import { MemoryApiKeys, MemoryAuditLog } from './stand-ins.js';

describeApiKeysContract('The stand-in of the specs', () => Promise.resolve(new MemoryApiKeys()));
describeAuditLogContract('The stand-in of the specs', () => Promise.resolve(new MemoryAuditLog()));
