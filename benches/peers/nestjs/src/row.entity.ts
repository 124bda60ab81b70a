import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('peer_rows')
export class Row {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('text')
  title: string;

  @Column('text')
  body: string;

  @Column('int')
  stars: number;
}
