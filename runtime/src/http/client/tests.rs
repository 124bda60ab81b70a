//! Headers as proxies write them, and as somebody writes who would like to be another.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::test::TestRequest;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const PROXY: &str = "10.0.0.1:4711";
const STRANGER: &str = "203.0.113.9:4711";

fn request(headers: ForwardedHeaders, peer: &str, lines: &[(&str, &[u8])]) -> HttpRequest {
    let trusted: Vec<IpNet> =
        ["10.0.0.0/8", "2001:db8:ffff::/48"].map(|net| net.parse().unwrap()).to_vec();
    let request = TestRequest::default()
        .app_data(Proxies::new(&trusted, headers))
        .peer_addr(peer.parse().unwrap());
    let append = |request: TestRequest, (name, value): &(&str, &[u8])| match HeaderValue::from_bytes(
        value,
    ) {
        Ok(value) => request.append_header((*name, value)),
        Err(_) => request,
    };
    lines.iter().fold(request, append).to_http_request()
}

fn found(headers: ForwardedHeaders, peer: &str, lines: &[(&str, &[u8])]) -> String {
    address(&request(headers, peer, lines)).unwrap().to_string()
}

#[test]
fn the_first_address_that_is_not_trusted_counts() {
    let x = |value: &str| {
        found(ForwardedHeaders::XForwarded, PROXY, &[("x-forwarded-for", value.as_bytes())])
    };
    assert_eq!(x("198.51.100.7"), "198.51.100.7");
    assert_eq!(x("1.1.1.1, 198.51.100.7"), "198.51.100.7");
    assert_eq!(x("1.1.1.1, 198.51.100.7, 10.9.9.9"), "198.51.100.7");
    assert_eq!(x("198.51.100.7:1234"), "198.51.100.7");
    assert_eq!(x("[2001:db8::7]:1234, 2001:db8:ffff::1"), "2001:db8::7");
    assert_eq!(x("::ffff:198.51.100.7"), "198.51.100.7");
    assert_eq!(x("10.9.9.9"), "10.9.9.9");
    let f =
        |value: &str| found(ForwardedHeaders::Forwarded, PROXY, &[("forwarded", value.as_bytes())]);
    assert_eq!(f("for=198.51.100.7"), "198.51.100.7");
    assert_eq!(f("for=1.1.1.1, For=\"198.51.100.7:80\";proto=https"), "198.51.100.7");
    assert_eq!(f("for=1.1.1.1;by=x, by=10.0.0.2;for=\"[2001:db8::7]:80\""), "2001:db8::7");
    assert_eq!(f("for=\"\\1\\9\\8.51.100.7\""), "198.51.100.7");
}

#[test]
fn several_lines_are_one_list() {
    let lines: [(&str, &[u8]); 2] =
        [("x-forwarded-for", b"1.1.1.1, 198.51.100.7"), ("x-forwarded-for", b"10.0.0.2")];
    assert_eq!(found(ForwardedHeaders::XForwarded, PROXY, &lines), "198.51.100.7");
}

#[test]
fn what_is_no_address_ends_the_way() {
    for garbage in ["unknown", "", " ", "_hidden", "1.1.1", "1.1.1.1.1", "[::1", "a:b", "\u{fc}"] {
        let value = format!("198.51.100.7, {garbage}");
        let lines: [(&str, &[u8]); 1] = [("x-forwarded-for", value.as_bytes())];
        assert_eq!(found(ForwardedHeaders::XForwarded, PROXY, &lines), "10.0.0.1", "{garbage:?}");
        let value = format!("for=198.51.100.7, for={garbage}");
        let lines: [(&str, &[u8]); 1] = [("forwarded", value.as_bytes())];
        assert_eq!(found(ForwardedHeaders::Forwarded, PROXY, &lines), "10.0.0.1", "{garbage:?}");
    }
}

#[test]
fn an_open_quotation_mark_hides_nothing() {
    let lines: [(&str, &[u8]); 1] = [("forwarded", b"for=\"1.1.1.1, for=198.51.100.7")];
    assert_eq!(found(ForwardedHeaders::Forwarded, PROXY, &lines), "198.51.100.7");
}

#[test]
fn nobody_else_is_believed() {
    let lines: [(&str, &[u8]); 4] = [
        ("x-forwarded-for", b"1.1.1.1"),
        ("forwarded", b"for=1.1.1.1;proto=https;host=evil"),
        ("x-forwarded-proto", b"https"),
        ("x-forwarded-host", b"evil"),
    ];
    for headers in [ForwardedHeaders::XForwarded, ForwardedHeaders::Forwarded] {
        let request = request(headers, STRANGER, &lines);
        assert_eq!(address(&request).unwrap().to_string(), "203.0.113.9");
        assert!(!is_secure(&request));
        assert_ne!(host(&request).as_deref(), Some("evil"));
    }
}

#[test]
fn only_the_headers_that_the_proxies_write_are_read() {
    let lines: [(&str, &[u8]); 1] = [("forwarded", b"for=1.1.1.1;proto=https;host=evil")];
    let spoofed = request(ForwardedHeaders::XForwarded, PROXY, &lines);
    assert_eq!(address(&spoofed).unwrap().to_string(), "10.0.0.1");
    assert!(!is_secure(&spoofed));
    assert_eq!(
        found(ForwardedHeaders::Forwarded, PROXY, &[("x-forwarded-for", b"1.1.1.1")]),
        "10.0.0.1"
    );
}

#[test]
fn scheme_and_host_are_those_that_the_client_used() {
    let ask = |lines: &[(&str, &[u8])]| {
        let request = request(ForwardedHeaders::XForwarded, PROXY, lines);
        (is_secure(&request), host(&request))
    };
    let shop = Some("shop.example".to_owned());
    assert!(ask(&[("x-forwarded-proto", b"https")]).0);
    assert!(!ask(&[("x-forwarded-proto", b"http")]).0);
    assert_eq!(ask(&[("x-forwarded-host", b"shop.example")]).1, shop);
    assert_eq!(ask(&[("x-forwarded-host", b"a b"), ("host", b"shop.example")]).1, shop);
    assert_eq!(ask(&[("x-forwarded-host", b"u@evil"), ("host", b"shop.example")]).1, shop);
    // The client has written the first of each; the proxy that it came to has added the second.
    let lines: [(&str, &[u8]); 2] =
        [("x-forwarded-for", b"1.1.1.1, 198.51.100.7"), ("x-forwarded-proto", b"https, http")];
    assert!(!ask(&lines).0);
    // The outer one of two proxies was asked over HTTPS, and asked the inner one without.
    let lines: [(&str, &[u8]); 2] =
        [("x-forwarded-for", b"198.51.100.7, 10.0.0.2"), ("x-forwarded-proto", b"https, http")];
    assert!(ask(&lines).0);
    let lines: [(&str, &[u8]); 1] = [(
        "forwarded",
        b"for=198.51.100.7;proto=https;host=\"shop.example\", for=10.0.0.2;proto=http",
    )];
    let request = request(ForwardedHeaders::Forwarded, PROXY, &lines);
    assert_eq!((is_secure(&request), host(&request)), (true, shop));
}

#[test]
fn an_address_that_is_written_as_ipv6_is_what_it_is() {
    let mapped = "[::ffff:198.51.100.7]:80";
    assert_eq!(found(ForwardedHeaders::XForwarded, mapped, &[]), "198.51.100.7");
    let mapped_proxy = "[::ffff:10.0.0.1]:80";
    let lines: [(&str, &[u8]); 1] = [("x-forwarded-for", b"198.51.100.7")];
    assert_eq!(found(ForwardedHeaders::XForwarded, mapped_proxy, &lines), "198.51.100.7");
}

fn headers() -> impl Strategy<Value = ForwardedHeaders> {
    prop_oneof![Just(ForwardedHeaders::XForwarded), Just(ForwardedHeaders::Forwarded)]
}

/// Bytes of all kinds, and pieces that look almost right.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..60),
        "([0-9.:,;=\"\\\\\\[\\] a-f]|for=|proto=|host=|1\\.1\\.1\\.1|::1){0,20}"
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn nothing_makes_a_stranger_another(headers in headers(), text in garbage()) {
        let names = ["x-forwarded-for", "forwarded", "x-forwarded-proto", "x-forwarded-host"];
        let lines = names.map(|name| (name, &*text));
        let request = request(headers, STRANGER, &lines);
        prop_assert_eq!(address(&request).unwrap().to_string(), "203.0.113.9");
        prop_assert!(!is_secure(&request));
    }

    #[test]
    fn nothing_that_a_client_sends_hides_what_the_proxy_adds(
        headers in headers(),
        text in garbage(),
        client in any::<u32>(),
        own_line in any::<bool>(),
    ) {
        // A trusted address would be believed, and what is before it asked for.
        let client = IpAddr::from((client | 0x8000_0000).to_be_bytes());
        let (name, added) = match headers {
            ForwardedHeaders::XForwarded => ("x-forwarded-for", format!("{client}")),
            ForwardedHeaders::Forwarded => ("forwarded", format!("for={client}")),
        };
        let joined = [&*text, b", ", added.as_bytes()].concat();
        prop_assume!(HeaderValue::from_bytes(&joined).is_ok());
        let lines: Vec<(&str, &[u8])> = if own_line {
            vec![(name, &*text), (name, added.as_bytes())]
        } else {
            vec![(name, &*joined)]
        };
        let request = request(headers, PROXY, &lines);
        prop_assert_eq!(address(&request), Some(client));
        let _ = (is_secure(&request), host(&request));
    }
}
