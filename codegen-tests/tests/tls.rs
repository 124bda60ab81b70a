//! Encrypted connections to real servers: what each `sslmode` encrypts, and whom it trusts.

use codegen_tests::private::{Kind, Private};
use ordain::db::{Db, Dialect, Options, RunQuery};
use ordain::{Error, Result};

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Whether the server says that the connection is encrypted.
async fn is_encrypted(url: &str) -> Result<bool> {
    let db = Db::connect(url, &Options::default()).await?;
    let from = match db.dialect() {
        Dialect::Postgres => "pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl",
        _ => {
            "information_schema.session_status \
             WHERE variable_name = 'SSL_CIPHER' AND variable_value <> ''"
        }
    };
    let query = diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {from}"));
    let found: Count = query.get_result(&db).await?;
    Ok(found.count == 1)
}

/// Whether the server had to end a connection before somebody was signed in.
async fn has_aborted(url: &str) -> bool {
    let db = Db::connect(url, &Options::default()).await.unwrap();
    let query = "SELECT COUNT(*) AS count FROM information_schema.global_status \
                 WHERE variable_name = 'ABORTED_CONNECTS' AND variable_value > 0";
    let found: Count = diesel::sql_query(query).get_result(&db).await.unwrap();
    found.count == 1
}

/// Why nobody was talked to.
async fn refusal(url: &str) -> String {
    let error: Error = is_encrypted(url).await.expect_err(url);
    assert_eq!(error.status(), 503, "{error}");
    error.source_chain()
}

async fn check(server: &mut Private) {
    let (url, named) = (server.url(), server.url_by("localhost"));
    assert!(is_encrypted(&url).await.unwrap(), "it is what happens without a word");
    for (mode, encrypts) in [("disable", false), ("prefer", true), ("require", true)] {
        let found = is_encrypted(&format!("{url}?sslmode={mode}")).await.unwrap();
        assert_eq!(found, encrypts, "{mode}");
    }

    let verify = "sslmode=verify-full";
    let authority = server.authority();
    let other = authority.with_file_name("other.pem");
    let trusting = |url: &str, path: &std::path::Path| {
        format!("{url}?{verify}&sslrootcert={}", path.display())
    };
    assert!(is_encrypted(&trusting(&named, &authority)).await.unwrap());
    let unknown = refusal(&format!("{named}?{verify}")).await;
    assert!(unknown.contains("UnknownIssuer"), "{unknown}");
    let unknown = refusal(&trusting(&named, &other)).await;
    assert!(unknown.contains("invalid peer certificate"), "{unknown}");
    let misnamed = refusal(&trusting(&url, &authority)).await;
    assert!(misnamed.contains("not valid for name"), "{misnamed}");

    server.kill();
    server.begin(false);
    assert!(!is_encrypted(&url).await.unwrap(), "it goes without where the server cannot");
    for url in [format!("{url}?sslmode=require"), trusting(&named, &authority)] {
        let refused = refusal(&url).await.to_lowercase();
        assert!(refused.contains("tls") || refused.contains("ssl"), "{refused}");
    }
}

#[tokio::test]
async fn postgres_is_encrypted_as_its_url_says() {
    if let Some(mut server) = Private::start(Kind::Postgres) {
        check(&mut server).await;
    }
}

#[tokio::test]
async fn mysql_is_encrypted_as_its_url_says() {
    if let Some(mut server) = Private::start(Kind::Mysql) {
        assert!(is_encrypted(&server.url()).await.unwrap());
        assert!(!has_aborted(&server.url()).await, "no socket is tried in vain");
        check(&mut server).await;
    }
}

#[tokio::test]
async fn words_of_the_driver_are_refused() {
    for word in ["require_ssl=true", "verify_ca=false", "verify_identity=false"] {
        let url = format!("mysql://root@127.0.0.1:1/d?{word}");
        let error = Db::connect(&url, &Options::default()).await.unwrap_err().to_string();
        assert!(error.contains("sslmode=verify-full"), "{error}");
    }
}
