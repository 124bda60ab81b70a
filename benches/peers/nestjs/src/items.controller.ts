import { Controller, Get, Header, Param, ParseIntPipe, type Type } from '@nestjs/common';

/** One of the many routes beside the others. */
export function itemsController(n: number): Type {
  @Controller(`r/${n}/items`)
  class ItemsController {
    @Get(':id')
    @Header('Content-Type', 'text/plain')
    item(@Param('id', ParseIntPipe) id: number): string {
      return String(id);
    }
  }
  Object.defineProperty(ItemsController, 'name', { value: `Items${n}Controller` });
  return ItemsController;
}
