CREATE TABLE `users` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `email` VARCHAR(254) NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    `password` LONGTEXT NOT NULL,
    `role` LONGTEXT NOT NULL DEFAULT ('Reader'),
    `created_at` DATETIME(6) NOT NULL,
    `updated_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `users.email` CHECK (char_length(`email`) <= 254),
    CONSTRAINT `users.name` CHECK (char_length(`name`) >= 1 AND char_length(`name`) <= 100)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `posts` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `author_id` BIGINT NOT NULL,
    `slug` VARCHAR(80) NOT NULL,
    `title` VARCHAR(200) NOT NULL,
    `body` LONGTEXT NOT NULL,
    `published` TINYINT(1) NOT NULL DEFAULT 0,
    `created_at` DATETIME(6) NOT NULL,
    `updated_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `posts.slug` CHECK (char_length(`slug`) >= 1 AND char_length(`slug`) <= 80),
    CONSTRAINT `posts.title` CHECK (char_length(`title`) >= 1 AND char_length(`title`) <= 200)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `comments` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `post_id` BIGINT NOT NULL,
    `author_id` BIGINT NOT NULL,
    `body` LONGTEXT NOT NULL,
    `created_at` DATETIME(6) NOT NULL,
    `updated_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `comments.body` CHECK (char_length(`body`) >= 1 AND char_length(`body`) <= 2000)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE UNIQUE INDEX `users_email_key` ON `users` (`email`);

CREATE INDEX `posts_author_id_idx` ON `posts` (`author_id`);

CREATE INDEX `posts_published_idx` ON `posts` (`published`);

CREATE UNIQUE INDEX `posts_slug_key` ON `posts` (`slug`);

CREATE INDEX `comments_author_id_idx` ON `comments` (`author_id`);

CREATE INDEX `comments_post_id_idx` ON `comments` (`post_id`);

ALTER TABLE `posts` ADD CONSTRAINT `posts_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT;

ALTER TABLE `comments` ADD CONSTRAINT `comments_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT;

ALTER TABLE `comments` ADD CONSTRAINT `comments_post_id_fkey` FOREIGN KEY (`post_id`) REFERENCES `posts` (`id`) ON DELETE CASCADE;
