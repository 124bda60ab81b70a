CREATE TABLE `users` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `email` VARCHAR(254) NOT NULL,
    `username` VARCHAR(100) NOT NULL,
    `password` LONGTEXT NOT NULL,
    `bio` LONGTEXT NULL,
    `image` LONGTEXT NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `users.email` CHECK (char_length(`email`) <= 254),
    CONSTRAINT `users.username` CHECK (char_length(`username`) <= 100)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `articles` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `author_id` BIGINT NOT NULL,
    `slug` VARCHAR(255) NOT NULL,
    `title` VARCHAR(255) NOT NULL,
    `description` LONGTEXT NOT NULL,
    `body` LONGTEXT NOT NULL,
    `created_at` DATETIME(6) NOT NULL,
    `updated_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`id`),
    CONSTRAINT `articles.slug` CHECK (char_length(`slug`) <= 255),
    CONSTRAINT `articles.title` CHECK (char_length(`title`) <= 255)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `comments` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `article_id` BIGINT NOT NULL,
    `author_id` BIGINT NOT NULL,
    `body` LONGTEXT NOT NULL,
    `created_at` DATETIME(6) NOT NULL,
    `updated_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`id`)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `favorites` (
    `user_id` BIGINT NOT NULL,
    `article_id` BIGINT NOT NULL,
    PRIMARY KEY (`user_id`, `article_id`)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `follows` (
    `follower_id` BIGINT NOT NULL,
    `followed_id` BIGINT NOT NULL,
    PRIMARY KEY (`follower_id`, `followed_id`)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `tags` (
    `article_id` BIGINT NOT NULL,
    `place` INT NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    PRIMARY KEY (`article_id`, `place`),
    CONSTRAINT `tags.name` CHECK (char_length(`name`) <= 100)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE UNIQUE INDEX `users_email_key` ON `users` (`email`);

CREATE UNIQUE INDEX `users_username_key` ON `users` (`username`);

CREATE INDEX `articles_author_id_idx` ON `articles` (`author_id`);

CREATE UNIQUE INDEX `articles_slug_key` ON `articles` (`slug`);

CREATE INDEX `comments_article_id_idx` ON `comments` (`article_id`);

CREATE INDEX `comments_author_id_idx` ON `comments` (`author_id`);

CREATE INDEX `favorites_article_id_idx` ON `favorites` (`article_id`);

CREATE INDEX `favorites_user_id_idx` ON `favorites` (`user_id`);

CREATE INDEX `follows_followed_id_idx` ON `follows` (`followed_id`);

CREATE INDEX `follows_follower_id_idx` ON `follows` (`follower_id`);

CREATE INDEX `tags_article_id_idx` ON `tags` (`article_id`);

CREATE UNIQUE INDEX `tags_article_id_name_key` ON `tags` (`article_id`, `name`);

CREATE INDEX `tags_name_idx` ON `tags` (`name`);

ALTER TABLE `articles` ADD CONSTRAINT `articles_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `comments` ADD CONSTRAINT `comments_article_id_fkey` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`) ON DELETE CASCADE;

ALTER TABLE `comments` ADD CONSTRAINT `comments_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `favorites` ADD CONSTRAINT `favorites_article_id_fkey` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`) ON DELETE CASCADE;

ALTER TABLE `favorites` ADD CONSTRAINT `favorites_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `follows` ADD CONSTRAINT `follows_followed_id_fkey` FOREIGN KEY (`followed_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `follows` ADD CONSTRAINT `follows_follower_id_fkey` FOREIGN KEY (`follower_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `tags` ADD CONSTRAINT `tags_article_id_fkey` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`) ON DELETE CASCADE;
