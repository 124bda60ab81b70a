fn main() -> ::std::process::ExitCode {
    async fn main() -> Result<()> {
        App::new().run().await
    }
    let __package = ::ordain::__private::app::Application {
        name: ::core::env!("CARGO_PKG_NAME"),
        version: ::core::env!("CARGO_PKG_VERSION"),
        description: ::core::env!("CARGO_PKG_DESCRIPTION"),
        migrations: ::ordain::__private::migrate::Migrations {
            package: ::core::env!("CARGO_MANIFEST_DIR"),
            source: ::core::file!(),
            snapshot: ::core::option::Option::None,
            files: &[],
        },
    };
    ::ordain::__private::app::run_main(__package, main())
}
