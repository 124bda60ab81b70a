ALTER TABLE `comments` DROP FOREIGN KEY `comments_author_id_fkey`;

ALTER TABLE `comments` DROP FOREIGN KEY `comments_post_id_fkey`;

ALTER TABLE `posts` DROP FOREIGN KEY `posts_author_id_fkey`;

DROP TABLE `comments`;

DROP TABLE `posts`;

DROP TABLE `users`;
