#[policy]
pub fn readable(actor: &Actor, post: &Post) -> bool {
    if actor.has(Permission::EditAnyPost) {
        return true;
    }
    let mine = post.author_id == actor.id;
    mine && !post.hidden
        || matches!(post.state, State::Open | State::Closed) && post.opened_at <= post.closed_at
        || teams(actor).contains(&post.team_id)
        || Some(post.editor_id) != actor.editor
        || post.title.as_str() > "a"
        || post.deleted_at.is_some()
}
