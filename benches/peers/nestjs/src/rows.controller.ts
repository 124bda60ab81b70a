import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';

import { Row } from './row.entity.js';
import { NewNote, Page, Paging } from './rows.dto.js';
import { RowsService } from './rows.service.js';

@Controller('rows')
export class RowsController {
  constructor(private readonly rows: RowsService) {}

  /** Show one note. */
  @Get(':id')
  find(@Param('id', ParseIntPipe) id: number): Promise<Row> {
    return this.rows.find(id);
  }

  /** List notes. */
  @Get()
  page(@Query() { page }: Paging): Promise<Page> {
    return this.rows.page(page);
  }

  /** Write a note. */
  @Post()
  add(@Body() note: NewNote): Promise<Row> {
    return this.rows.add(note);
  }
}
