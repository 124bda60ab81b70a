async fn announce(post_id: i64, db: Db, attempt: Attempt) -> Result<()> {
    db.ping().await
}
///The job [`announce`](fn@announce), to be queued.
#[allow(dead_code, non_camel_case_types)]
struct announce {}
#[allow(dead_code)]
impl announce {
    /// Queues the job, as part of the transaction when given one: it runs after the commit,
    /// or not at all. It acts for the one for whom the calling code does.
    ///
    /// # Errors
    ///
    /// When the payload cannot be written as JSON or the database refuses it.
    fn enqueue<'a>(
        executor: impl ::ordain::db::Executor + 'a,
        payload: i64,
    ) -> ::ordain::__private::job::BoxFuture<
        'a,
        ::ordain::Result<::ordain::job::JobId>,
    > {
        ::ordain::__private::job::enqueue::<Self>(executor, payload)
    }
    /// The job on behalf of this one, whoever the running code acts for.
    fn as_actor(actor: &::ordain::policy::Actor) -> ::ordain::job::As<Self> {
        ::ordain::job::As::actor(actor)
    }
    /// The job on behalf of nobody.
    fn as_nobody() -> ::ordain::job::As<Self> {
        ::ordain::job::As::nobody()
    }
    /// The job on behalf of the application itself, which its policy lets in.
    fn as_application() -> ::ordain::job::As<Self> {
        ::ordain::job::As::application()
    }
}
impl ::ordain::job::Job for announce {
    type Payload = i64;
    type Resources = (Db, Attempt);
    const SPEC: ::ordain::job::JobSpec = {
        #[allow(unused_imports)]
        use ::ordain::__private::job::traits::*;
        ::ordain::job::JobSpec::new::<
            Self,
        >(::core::concat!(::core::module_path!(), "::", "announce"))
            .with_queue("mail")
            .with_retries(5u16)
            .with_backoff(
                ::ordain::job::Backoff::exponential(
                    ::core::time::Duration::new(10u64, 0u32),
                    ::core::time::Duration::new(3600u64, 0u32),
                ),
            )
            .with_timeout(::core::time::Duration::new(30u64, 0u32))
            .with_actor(
                &[
                    ::ordain::__private::job::Needs::<Db>::ACTOR,
                    ::ordain::__private::job::Needs::<Attempt>::ACTOR,
                ],
            )
    };
    fn resources(cx: &::ordain::job::JobContext) -> ::ordain::Result<Self::Resources> {
        let _ = cx;
        ::core::result::Result::Ok((
            <Db as ::ordain::job::Resource<::ordain::job::JobContext>>::resource(cx)?,
            <Attempt as ::ordain::job::Resource<
                ::ordain::job::JobContext,
            >>::resource(cx)?,
        ))
    }
    async fn run(
        payload: Self::Payload,
        (r0, r1): Self::Resources,
    ) -> ::ordain::Result<()> {
        <Result<
            (),
        > as ::ordain::__private::job::Reply>::into_result(
            announce(payload, r0, r1).await,
        )
    }
}
::ordain::__private::inventory::submit! {
    < announce as ::ordain::job::Job > ::SPEC
}
