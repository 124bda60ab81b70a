pub async fn posts(db: Db, State(names): State<Names>) -> Result<()> {
    db.ping().await
}
::ordain::__private::inventory::submit! {
    ::ordain::seed::SeederSpec::new("posts", ::core::module_path!(),
    ::ordain::__private::seed::function(& posts), | cx | { let _ = cx; let call = posts(<
    Db as ::ordain::seed::Resource < ::ordain::seed::SeedContext >> ::resource(cx) ?, <
    State < Names > as ::ordain::seed::Resource < ::ordain::seed::SeedContext >>
    ::resource(cx) ?); ::ordain::__private::seed::begin(async move { < Result < () > as
    ::ordain::__private::seed::Reply > ::into_result(call. await) }) }).with_after(&
    [::ordain::__private::seed::function(& users), ::ordain::__private::seed::function(&
    crate ::tag::tags)])
}
