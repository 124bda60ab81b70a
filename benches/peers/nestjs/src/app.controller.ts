import { Body, Controller, Get, Header, HttpCode, Param, ParseIntPipe, Post, Query, UseGuards } from '@nestjs/common';

import { Article, Member, Private, Shelf, Window } from './app.dto.js';
import { AuthGuard, CallerId, Roles } from './auth.guard.js';

@Controller()
export class AppController {
  /** Greet the world. */
  @Get('plaintext')
  @Header('Content-Type', 'text/plain')
  plaintext(): string {
    return 'Hello, world!';
  }

  /** Show an article. */
  @Get('json')
  json(): Article {
    return {
      id: 42,
      slug: 'on-the-origin',
      title: 'On the Origin of Species',
      tags: ['nature', 'science'],
      published: true,
    };
  }

  /** Say what a page of a shelf begins with. */
  @Get('typed/:id')
  typed(@Param('id', ParseIntPipe) id: number, @Query() { page, size }: Window): Shelf {
    return { id, page, size, first: (page - 1) * size + 1 };
  }

  /** Check a member. */
  @Post('validated')
  @HttpCode(200)
  validated(@Body() member: Member): Member {
    return member;
  }

  /** Tell editors who they are. */
  @Get('private')
  @UseGuards(AuthGuard)
  @Roles(['Editor'])
  private(@CallerId() id: number): Private {
    return { id };
  }
}
