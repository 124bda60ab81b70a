ALTER TABLE "comments" DROP CONSTRAINT IF EXISTS "comments_author_id_fkey";

ALTER TABLE "comments" DROP CONSTRAINT IF EXISTS "comments_post_id_fkey";

ALTER TABLE "posts" DROP CONSTRAINT IF EXISTS "posts_author_id_fkey";

DROP TABLE "comments";

DROP TABLE "posts";

DROP TABLE "users";
