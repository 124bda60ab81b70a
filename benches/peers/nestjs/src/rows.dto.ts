import { Type } from 'class-transformer';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';

import { Row } from './row.entity.js';

export class Paging {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page: number;
}

export class NewNote {
  @Length(1, 200)
  title: string;

  @IsString()
  body: string;

  @IsInt()
  stars: number;
}

export class Page {
  items: Row[];
  total: number;
}
