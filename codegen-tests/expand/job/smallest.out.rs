pub async fn sweep(_: ()) {}
///The job [`sweep`](fn@sweep), to be queued.
#[allow(dead_code, non_camel_case_types)]
pub struct sweep {}
#[allow(dead_code)]
impl sweep {
    /// Queues the job, as part of the transaction when given one: it runs after the commit,
    /// or not at all. It acts for the one for whom the calling code does.
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
    /// The job on behalf of this one, whoever the running code acts for.
    pub fn as_actor(actor: &my::ordain::policy::Actor) -> my::ordain::job::As<Self> {
        my::ordain::job::As::actor(actor)
    }
    /// The job on behalf of nobody.
    pub fn as_nobody() -> my::ordain::job::As<Self> {
        my::ordain::job::As::nobody()
    }
    /// The job on behalf of the application itself, which its policy lets in.
    pub fn as_application() -> my::ordain::job::As<Self> {
        my::ordain::job::As::application()
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
