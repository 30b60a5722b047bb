import { describe, expect, it } from '@jest/globals';
import { AliasTable } from './alias-table.js';

function tableOf(...pairs: [alias: string, assetId: string][]): AliasTable {
  const table = new AliasTable();
  for (const [alias, assetId] of pairs) table.add(alias, assetId);
  return table;
}

describe('AliasTable', () => {
  it('finds an asset by any of its names, whatever their case', () => {
    const table = tableOf(['srv-1', 'srv-1'], ['AS1231515', 'srv-1'], ['10.0.0.7', 'srv-1']);
    expect(['SRV-1', 'as1231515', '10.0.0.7'].map((name) => table.resolve(name))).toEqual(['srv-1', 'srv-1', 'srv-1']);
  });

  it('takes a fully qualified name for the host of that short name, and the other way round', () => {
    expect(tableOf(['srv-1', 'srv-1']).resolve('srv-1.dc.example')).toBe('srv-1');
    expect(tableOf(['srv-1.dc.example', 'srv-1']).resolve('SRV-1')).toBe('srv-1');
  });

  it('does not guess when two sites have a host of the same short name', () => {
    const table = tableOf(['db.north.example', 'db-north'], ['db.south.example', 'db-south']);
    expect(table.resolve('db')).toBeUndefined();
    expect(table.resolve('db.west.example')).toBeUndefined();
    expect(table.resolve('db.south.example')).toBe('db-south');
  });

  it('never shortens an address', () => {
    expect(tableOf(['10.0.0.7', 'srv-1']).resolve('10.0.0.8')).toBeUndefined();
    expect(tableOf(['10', 'ten']).resolve('10.1.2.3')).toBeUndefined();
  });

  it('does not know a stranger', () => {
    expect(tableOf(['srv-1', 'srv-1']).resolve('srv-2')).toBeUndefined();
  });
});
