pub async fn sweep(_: ()) {}
///The job [`sweep`](fn@sweep), to be queued.
#[allow(dead_code, non_camel_case_types)]
pub struct sweep {}
#[allow(dead_code)]
impl sweep {
    /// Queues the job, as part of the transaction when given one: it runs after the commit,
    /// or not at all.
    ///
    /// # Errors
    ///
    /// When the payload cannot be written as JSON or the database refuses it.
    pub fn enqueue<'a>(
        executor: impl my::ordain::db::Executor + 'a,
        payload: (),
    ) -> my::ordain::__private::job::BoxFuture<
        'a,
        my::ordain::Result<my::ordain::job::JobId>,
    > {
        my::ordain::__private::job::enqueue::<Self>(executor, payload)
    }
}
impl my::ordain::job::Job for sweep {
    type Payload = ();
    type Resources = ();
    const SPEC: my::ordain::job::JobSpec = my::ordain::job::JobSpec::new::<
        Self,
    >(::core::concat!(::core::module_path!(), "::", "sweep"));
    fn resources(
        cx: &my::ordain::job::JobContext,
    ) -> my::ordain::Result<Self::Resources> {
        let _ = cx;
        ::core::result::Result::Ok(())
    }
    async fn run(payload: Self::Payload, (): Self::Resources) -> my::ordain::Result<()> {
        <() as my::ordain::__private::job::Reply>::into_result(sweep(payload).await)
    }
}
my::ordain::__private::inventory::submit! {
    < sweep as my::ordain::job::Job > ::SPEC
}
