import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { JwtService } from '@nestjs/jwt';

interface Claims {
  sub: string;
  roles: string[];
}

export const Roles = Reflector.createDecorator<string[]>();

export const CallerId = createParamDecorator((_: unknown, context: ExecutionContext) =>
  Number(context.switchToHttp().getRequest().caller.sub),
);

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly jwt: JwtService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const [kind, token] = (request.headers.authorization ?? '').split(' ');
    if (kind !== 'Bearer' || !token) {
      throw new UnauthorizedException();
    }
    let claims: Claims;
    try {
      claims = await this.jwt.verifyAsync<Claims>(token);
    } catch {
      throw new UnauthorizedException();
    }
    const roles = this.reflector.get(Roles, context.getHandler());
    if (!roles.some((role) => claims.roles.includes(role))) {
      throw new ForbiddenException();
    }
    request.caller = claims;
    return true;
  }
}
