import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';

import { AppController } from './app.controller.js';
import { itemsController } from './items.controller.js';
import { Row } from './row.entity.js';
import { RowsController } from './rows.controller.js';
import { RowsService } from './rows.service.js';

// Keys fit into a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

@Module({
  imports: [
    JwtModule.register({
      secret: process.env.JWT_SECRET,
      verifyOptions: { algorithms: ['HS256'] },
    }),
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Row],
      poolSize: 10,
    }),
    TypeOrmModule.forFeature([Row]),
  ],
  controllers: [
    AppController,
    RowsController,
    ...Array.from({ length: 500 }, (_, n) => itemsController(n)),
  ],
  providers: [RowsService],
})
export class AppModule {}
