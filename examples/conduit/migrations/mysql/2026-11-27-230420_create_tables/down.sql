ALTER TABLE `tags` DROP FOREIGN KEY `tags_article_id_fkey`;

ALTER TABLE `follows` DROP FOREIGN KEY `follows_followed_id_fkey`;

ALTER TABLE `follows` DROP FOREIGN KEY `follows_follower_id_fkey`;

ALTER TABLE `favorites` DROP FOREIGN KEY `favorites_article_id_fkey`;

ALTER TABLE `favorites` DROP FOREIGN KEY `favorites_user_id_fkey`;

ALTER TABLE `comments` DROP FOREIGN KEY `comments_article_id_fkey`;

ALTER TABLE `comments` DROP FOREIGN KEY `comments_author_id_fkey`;

ALTER TABLE `articles` DROP FOREIGN KEY `articles_author_id_fkey`;

DROP TABLE `tags`;

DROP TABLE `follows`;

DROP TABLE `favorites`;

DROP TABLE `comments`;

DROP TABLE `articles`;

DROP TABLE `users`;
