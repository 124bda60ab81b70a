#[cfg(feature = "demo")]
async fn r#type() {}
#[cfg(feature = "demo")]
my::ordain::__private::inventory::submit! {
    my::ordain::seed::SeederSpec::new("type", ::core::module_path!(),
    my::ordain::__private::seed::function(& r#type), | cx | { let _ = cx; let call =
    r#type(); my::ordain::__private::seed::begin(async move { < () as
    my::ordain::__private::seed::Reply > ::into_result(call. await) }) })
}
