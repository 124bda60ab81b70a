import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

import { Row } from './row.entity.js';
import { NewNote, Page } from './rows.dto.js';

const PER_PAGE = 20;

@Injectable()
export class RowsService {
  constructor(@InjectRepository(Row) private readonly rows: Repository<Row>) {}

  async find(id: number): Promise<Row> {
    const row = await this.rows.findOneBy({ id });
    if (row === null) {
      throw new NotFoundException();
    }
    return row;
  }

  async page(page: number): Promise<Page> {
    const [items, total] = await this.rows.findAndCount({
      order: { id: 'ASC' },
      take: PER_PAGE,
      skip: (page - 1) * PER_PAGE,
    });
    return { items, total };
  }

  add(note: NewNote): Promise<Row> {
    return this.rows.save(this.rows.create(note));
  }
}
