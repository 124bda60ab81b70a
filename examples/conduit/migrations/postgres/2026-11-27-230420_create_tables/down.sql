ALTER TABLE "tags" DROP CONSTRAINT IF EXISTS "tags_article_id_fkey";

ALTER TABLE "follows" DROP CONSTRAINT IF EXISTS "follows_followed_id_fkey";

ALTER TABLE "follows" DROP CONSTRAINT IF EXISTS "follows_follower_id_fkey";

ALTER TABLE "favorites" DROP CONSTRAINT IF EXISTS "favorites_article_id_fkey";

ALTER TABLE "favorites" DROP CONSTRAINT IF EXISTS "favorites_user_id_fkey";

ALTER TABLE "comments" DROP CONSTRAINT IF EXISTS "comments_article_id_fkey";

ALTER TABLE "comments" DROP CONSTRAINT IF EXISTS "comments_author_id_fkey";

ALTER TABLE "articles" DROP CONSTRAINT IF EXISTS "articles_author_id_fkey";

DROP TABLE "tags";

DROP TABLE "follows";

DROP TABLE "favorites";

DROP TABLE "comments";

DROP TABLE "articles";

DROP TABLE "users";
