import { describe, expect, it } from '@jest/globals';
import { assetHref, floorHref, incidentHref, routeOf, seriesHref } from './route.js';

describe('addresses of the console', () => {
  it('open on the floor', () => {
    expect(routeOf('')).toEqual({ view: 'floor', room: undefined });
    expect(routeOf('#/')).toEqual({ view: 'floor', room: undefined });
  });

  it('lead back to where a link was made for, whatever the id', () => {
    const id = 'web/483 ü#?%';
    expect(routeOf(assetHref(id))).toEqual({ view: 'asset', id });
    expect(routeOf(incidentHref(id))).toEqual({ view: 'incident', id });
    expect(routeOf(floorHref(id))).toEqual({ view: 'floor', room: id });
    expect(routeOf(seriesHref(12))).toEqual({ view: 'series', id: 12 });
  });

  it('tell the list of incidents from one of them', () => {
    expect(routeOf('#/incidents')).toEqual({ view: 'incidents' });
    expect(routeOf('#/quiet')).toEqual({ view: 'quiet' });
    expect(routeOf('#/detectors')).toEqual({ view: 'detectors' });
    expect(routeOf('#/incidents/6ab73f29')).toEqual({ view: 'incident', id: '6ab73f29' });
  });

  it.each(['#/nowhere', '#/series/abc', '#/series', '#/assets', '#/alerts/3', '#/assets/a/b'])(
    '%s is no place',
    (hash) => {
      expect(routeOf(hash)).toEqual({ view: 'unknown' });
    },
  );

  it('survive a hash that nobody can decode', () => {
    expect(routeOf('#/assets/%E0%A4%A')).toEqual({ view: 'unknown' });
  });
});
