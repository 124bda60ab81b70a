import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsInt, IsString, Length, Max, Min } from 'class-validator';

export class Article {
  id: number;
  slug: string;
  title: string;
  tags: string[];
  published: boolean;
}

export class Window {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size: number;
}

export class Shelf {
  id: number;
  page: number;
  size: number;
  first: number;
}

export class Member {
  @Length(1, 100)
  name: string;

  @IsEmail()
  email: string;

  @IsInt()
  @Min(18)
  @Max(150)
  age: number;

  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  interests: string[];
}

export class Private {
  id: number;
}
