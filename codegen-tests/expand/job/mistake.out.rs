pub(crate) fn announce(title: &str) {}
#[doc(hidden)]
#[allow(dead_code, non_camel_case_types)]
pub(crate) struct announce {}
#[allow(dead_code)]
impl announce {
    #[doc(hidden)]
    pub(crate) async fn enqueue<X, P>(
        _: X,
        _: P,
    ) -> ::ordain::Result<::ordain::job::JobId> {
        loop {}
    }
}
::core::compile_error! {
    "unknown option `queu` of `#[job]`\nhelp: did you mean `queue = \"mail\"`?"
}
::core::compile_error! {
    "job `announce` is not async\nhelp: write `async fn announce`"
}
::core::compile_error! {
    "an argument of a job is taken by value\nhelp: write `String`"
}
