use super::*;

const SOON: Duration = Duration::from_secs(5);

fn bounds(also: &[SocketAddr]) -> Bounds {
    Bounds { most_bytes: 1_000, dial_time: Duration::from_millis(500), also: also.to_vec() }
}

/// Names that resolve to these addresses, one list after the other for one that is asked again.
fn names(answers: Vec<Vec<&'static str>>) -> Resolve {
    let answers = Mutex::new(answers.into_iter());
    Arc::new(move |_, _| {
        let next = answers.lock().unwrap().next();
        let parsed = next.map(|list| list.into_iter().map(|address| address.parse().unwrap()).collect());
        Box::pin(async move { parsed.ok_or_else(|| io::Error::other("nobody knows this name")) })
    })
}

/// A server that sends so many bytes to whoever comes and counts who came.
async fn server(bytes: usize) -> (SocketAddr, Arc<AtomicU64>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let came = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&came);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            seen.fetch_add(1, Ordering::Relaxed);
            let _ = stream.write_all(&vec![b'x'; bytes]).await;
        }
    });
    (address, came)
}

/// Asks a guard for a way to a name; gives the reply and what came.
async fn ask(guard: &Guard, host: &str, port: u16) -> (u8, Vec<u8>) {
    let mut stream = TcpStream::connect(guard.address()).await.unwrap();
    stream.write_all(&[5, 1, 0]).await.unwrap();
    assert_eq!(take::<2>(&mut stream).await.unwrap(), [5, 0]);
    let mut call = vec![5, 1, 0, 3, u8::try_from(host.len()).unwrap()];
    call.extend(host.bytes());
    call.extend(port.to_be_bytes());
    stream.write_all(&call).await.unwrap();
    let [_, reply, ..] = take::<10>(&mut stream).await.unwrap();
    let mut came = Vec::new();
    let _ = tokio::time::timeout(SOON, stream.read_to_end(&mut came)).await.unwrap();
    (reply, came)
}

#[tokio::test]
async fn what_is_allowed_is_reached_and_written_down() {
    let (address, _) = server(10).await;
    let guard = Guard::start(bounds(&[address]), names(vec![vec!["127.0.0.1"]])).await.unwrap();
    assert_eq!(ask(&guard, "page.example", address.port()).await, (0, vec![b'x'; 10]));
    let local = Ipv4Addr::LOCALHOST.into();
    let port = address.port();
    let told = Dialled { host: "page.example".into(), port, answers: vec![local], address: Some(local), outcome: Outcome::Connected };
    assert_eq!((guard.dialled(), guard.received()), (vec![told], 10));
}

#[tokio::test]
async fn nothing_inside_is_reached_under_any_name() {
    let (address, came) = server(10).await;
    let guard = Guard::start(bounds(&[]), names(vec![vec!["127.0.0.1", "10.0.0.1"], vec!["::1"], vec!["::ffff:127.0.0.1"]])).await.unwrap();
    for host in ["inside.example", "inside6.example", "mapped.example", "127.0.0.1", "::1", "0.0.0.0"] {
        assert_eq!(ask(&guard, host, address.port()).await, (2, vec![]), "{host}");
    }
    assert_eq!(came.load(Ordering::Relaxed), 0, "nobody knocked");
    assert!(guard.dialled().iter().all(|dialled| dialled.outcome == Outcome::Refused && dialled.address.is_none()));
}

/// What a name said when it was looked at is where the connection goes; there is no second question that could be answered differently.
#[tokio::test]
async fn a_name_that_changes_its_answer_leads_nowhere() {
    let (address, came) = server(10).await;
    let guard = Guard::start(bounds(&[]), names(vec![vec!["192.0.2.1"], vec!["127.0.0.1"]])).await.unwrap();
    for _ in 0..2 {
        assert_eq!(ask(&guard, "rebinds.example", address.port()).await.0, 2);
    }
    assert_eq!(came.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn another_port_of_an_allowed_address_stays_shut() {
    let ((address, _), (other, came)) = (server(10).await, server(10).await);
    let guard = Guard::start(bounds(&[address]), by_system()).await.unwrap();
    assert_eq!(ask(&guard, "127.0.0.1", other.port()).await.0, 2);
    assert_eq!(came.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_flood_is_cut_off() {
    let (address, _) = server(10_000_000).await;
    let guard = Guard::start(bounds(&[address]), by_system()).await.unwrap();
    let (reply, came) = ask(&guard, "127.0.0.1", address.port()).await;
    assert!(reply == 0 && came.len() < 200_000, "{}", came.len());
    assert_eq!(ask(&guard, "127.0.0.1", address.port()).await.0, 2, "and nothing more is let in");
    assert_eq!(guard.dialled().last().unwrap().outcome, Outcome::Full);
}

#[tokio::test]
async fn names_that_nobody_knows_and_ports_where_nobody_is() {
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
    let guard = Guard::start(bounds(&[closed]), names(vec![])).await.unwrap();
    assert_eq!(ask(&guard, "unknown.example", 80).await.0, 4);
    assert_eq!(ask(&guard, "127.0.0.1", closed.port()).await.0, 5);
    let outcomes: Vec<Outcome> = guard.dialled().iter().map(|dialled| dialled.outcome).collect();
    assert_eq!(outcomes, [Outcome::Unknown, Outcome::Silent]);
}

#[tokio::test]
async fn what_is_no_socks_is_hung_up_on() {
    let guard = Guard::start(bounds(&[]), by_system()).await.unwrap();
    for call in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[4, 1, 0, 80], &[5, 0], &[5, 1, 2], &[5, 1, 0, 5, 2, 0, 1], &[5, 1, 0, 5, 1, 0, 9]] {
        let mut stream = TcpStream::connect(guard.address()).await.unwrap();
        stream.write_all(call).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut came = Vec::new();
        let _ = tokio::time::timeout(SOON, stream.read_to_end(&mut came)).await.unwrap();
        assert!(came.is_empty() || came == [5, 0], "{call:?}");
    }
    assert!(guard.dialled().is_empty());
}
