//! From where a request comes, and who may say so.

use super::*;

fn ask(server: &Server, headers: &[(&str, &str)]) -> (String, String, String) {
    let add = |request: Request, (name, value): &(&str, &str)| request.header(name, value);
    let answer = server.send(&headers.iter().fold(request("/way"), add));
    (answer.member("/address"), answer.member("/secure"), answer.member("/host"))
}

fn way(address: &str, secure: &str, host: &str) -> (String, String, String) {
    (address.to_owned(), secure.to_owned(), host.to_owned())
}

#[test]
fn without_trusted_proxies_nothing_is_believed() {
    let server = start(&[]);
    let headers = [
        ("X-Forwarded-For", "198.51.100.1"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "for=198.51.100.1;proto=https;host=evil.example"),
    ];
    assert_eq!(ask(&server, &headers), way("127.0.0.1", "false", "localhost"));
    let statuses: Vec<u16> =
        (0..6).map(|at| server.send(&from("/five", &format!("198.51.100.{at}"))).status).collect();
    assert_eq!(statuses, [204, 204, 204, 204, 204, 429]);
}

#[test]
fn a_trusted_proxy_is_believed_and_nobody_before_it() {
    let server = start(&[("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.1")]);
    let headers = [
        ("X-Forwarded-For", "1.1.1.1, 198.51.100.1, 10.0.0.1"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "shop.example"),
    ];
    assert_eq!(ask(&server, &headers), way("198.51.100.1", "true", "shop.example"));
    assert_eq!(
        ask(&server, &[("X-Forwarded-For", "rubbish")]),
        way("127.0.0.1", "false", "localhost")
    );
    let rfc = [("Forwarded", "for=198.51.100.1;proto=https;host=evil.example")];
    assert_eq!(ask(&server, &rfc), way("127.0.0.1", "false", "localhost"));
    // What a client writes before its own address does not give it another count.
    let statuses: Vec<u16> = (0..6)
        .map(|at| server.send(&from("/five", &format!("1.1.1.{at}, 198.51.100.1"))).status)
        .collect();
    assert_eq!(statuses, [204, 204, 204, 204, 204, 429]);
}

#[test]
fn the_header_of_the_rfc_is_read_where_the_configuration_says_so() {
    let server = start(&[
        ("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
        ("ORDAIN_SERVER__FORWARDED_HEADERS", "forwarded"),
    ]);
    let headers = [
        ("Forwarded", "for=1.1.1.1, for=\"[2001:db8::1]:4711\";proto=https;host=shop.example"),
        ("X-Forwarded-For", "1.1.1.1"),
    ];
    assert_eq!(ask(&server, &headers), way("2001:db8::1", "true", "shop.example"));
}

#[test]
fn ipv6_is_counted_by_network() {
    let server = start(&[("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1")]);
    let call = |address: String| server.send(&from("/five", &address)).status;
    let statuses: Vec<u16> = (1..=6).map(|at| call(format!("2001:db8:0:1::{at}"))).collect();
    assert_eq!(statuses, [204, 204, 204, 204, 204, 429]);
    assert_eq!(call("2001:db8:0:2::1".to_owned()), 204);
    let statuses: Vec<u16> = (1..=6)
        .map(|at| call(if at % 2 == 0 { "192.0.2.1" } else { "::ffff:192.0.2.1" }.to_owned()))
        .collect();
    assert_eq!(statuses, [204, 204, 204, 204, 204, 429]);
}
