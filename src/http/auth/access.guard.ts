import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { ManageKeys } from '../../application/manage-keys.js';
import { DomainError } from '../../domain/errors.js';
import { type Role, roles } from '../../ports/api-keys.js';
import { secretOf } from './credentials.js';
import { isFromThisMachine } from './loopback.js';

/** The role a route needs; routes without it need `viewer`. */
export const Needs = (role: Role | 'nobody') => SetMetadata('plenum:role', role);

/** Who is asking. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
}

export interface AccessSettings {
  readonly loopbackAllowed: boolean;
  /** A key from the configuration that is always valid, with the role admin. */
  readonly adminKey: string | undefined;
}

const callers = new WeakMap<Request, Caller>();

/** The caller that the guard found for this request. */
export function callerOf(request: Request): Caller {
  return callers.get(request) ?? { name: 'nobody', role: 'viewer' };
}

/** Lets a request pass when its API key (or this machine, where that is allowed) has the role that the route needs. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ManageKeys,
    private readonly settings: AccessSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed =
      this.reflector.getAllAndOverride<Role | 'nobody' | undefined>('plenum:role', [
        context.getHandler(),
        context.getClass(),
      ]) ?? 'viewer';
    if (needed === 'nobody') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.#identify(request);
    if (roles.indexOf(caller.role) < roles.indexOf(needed)) {
      throw new DomainError('forbidden', `this needs the role ${needed}; ${caller.name} has ${caller.role}`);
    }
    callers.set(request, caller);
    return true;
  }

  async #identify(request: Request): Promise<Caller> {
    const secret = secretOf(request);
    if (secret !== undefined) {
      const { adminKey } = this.settings;
      if (adminKey !== undefined && isSame(secret, adminKey)) return { name: 'PLENUM_ADMIN_KEY', role: 'admin' };
      const key = await this.keys.authenticate(secret);
      if (key) return key;
      throw new DomainError(
        'unauthenticated',
        'the API key is unknown or revoked; create one with `plenum keys create`',
      );
    }
    if (this.settings.loopbackAllowed && isFromThisMachine(request)) return { name: 'loopback', role: 'admin' };
    throw new DomainError(
      'unauthenticated',
      'an API key is needed: send `Authorization: Bearer KEY`; create one on the machine itself with `plenum keys create`',
    );
  }
}

/** Compares secrets in a time that tells nothing about where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
