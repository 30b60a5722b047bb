import { describeApiKeysContract } from '../contracts/api-keys.contract.js';
import { describeAuditLogContract } from '../contracts/audit-log.contract.js';
import { describeLeases } from '../contracts/leases.contract.js';
import { MemoryApiKeys, MemoryAuditLog, MemoryLeases } from './stand-ins.js';

describeApiKeysContract('The stand-in of the specs', () => Promise.resolve(new MemoryApiKeys()));
describeAuditLogContract('The stand-in of the specs', () => Promise.resolve(new MemoryAuditLog()));
describeLeases('The stand-in of the specs', () => Promise.resolve(new MemoryLeases(() => Date.now())));
