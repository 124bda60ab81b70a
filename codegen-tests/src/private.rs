//! A database server of a test's own, which may be killed: made of the programs that Debian installs.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `PostgreSQL`.
    Postgres,
    /// `MariaDB`.
    Mysql,
}

/// A server, which ends with this value.
#[derive(Debug)]
pub struct Private {
    kind: Kind,
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Private {
    /// Makes one and starts it, with a certificate for `localhost`; `None`, with a printed line,
    /// where its programs are not installed.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(kind: Kind) -> Option<Self> {
        let Some(programs) = programs(kind) else {
            println!("the programs of a server are not installed: not tested on {kind:?}");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { kind, folder, programs, port, process: None };
        make_certificates(server.folder.path());
        server.make_data();
        server.begin(true);
        Some(server)
    }

    /// The URL of a database that is there from the start.
    #[must_use]
    pub fn url(&self) -> String {
        self.url_by("127.0.0.1")
    }

    /// The same by another name of this machine.
    #[must_use]
    pub fn url_by(&self, host: &str) -> String {
        let (scheme, database) = match self.kind {
            Kind::Postgres => ("postgres", "postgres"),
            Kind::Mysql => ("mysql", "mysql"),
        };
        format!("{scheme}://root@{host}:{}/{database}", self.port)
    }

    /// The certificate of the authority that signed the server's; beside it, `other.pem` is one
    /// that did not.
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// Ends it as the kernel does when memory is short: no word to anybody, no time to tidy up.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Starts it again, and waits until it answers.
    ///
    /// # Panics
    /// When it does not start.
    pub fn begin(&mut self, encrypts: bool) {
        let deadline = Instant::now() + Duration::from_secs(60);
        let log = self.folder.path().join("log");
        while !self.answers() {
            // What is left of a killed PostgreSQL is in the way for a moment.
            let ended = self.process.as_mut().is_none_or(|it| it.try_wait().unwrap().is_some());
            if ended {
                let file = std::fs::File::create(&log).unwrap();
                let mut command = self.server(encrypts);
                command.stdout(file.try_clone().unwrap()).stderr(file);
                self.process = Some(command.spawn().unwrap());
            }
            let said = || std::fs::read_to_string(&log).unwrap();
            assert!(Instant::now() < deadline, "{:?} does not start:\n{}", self.kind, said());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn server(&self, encrypts: bool) -> Command {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let mut command = self.command(match self.kind {
            Kind::Postgres => "postgres",
            Kind::Mysql => "mariadbd",
        });
        if self.kind == Kind::Postgres {
            command.args(["-D", &path("data"), "-k", &path(""), "-p", &self.port.to_string()]);
            command.args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
            if encrypts {
                let certificate = format!("ssl_cert_file={}", path("server.pem"));
                let key = format!("ssl_key_file={}", path("server.key"));
                command.args(["-c", "ssl=on", "-c", &certificate, "-c", &key]);
            }
            return command;
        }
        command.args(["--no-defaults", "--bind-address=127.0.0.1"]);
        command.args([format!("--datadir={}", path("data")), format!("--port={}", self.port)]);
        command
            .args([format!("--socket={}", path("socket")), format!("--pid-file={}", path("pid"))]);
        if encrypts {
            command.arg(format!("--ssl-cert={}", path("server.pem")));
            command.arg(format!("--ssl-key={}", path("server.key")));
        }
        if is_root() {
            command.arg("--user=root");
        }
        command
    }

    /// Whether it answers, which is later than that it listens.
    fn answers(&self) -> bool {
        let port = self.port.to_string();
        let mut ask = match self.kind {
            Kind::Postgres => Command::new(self.programs.join("pg_isready")),
            Kind::Mysql => Command::new("mariadb-admin"),
        };
        match self.kind {
            Kind::Postgres => ask.args(["-q", "-h", "127.0.0.1", "-p", &port]),
            Kind::Mysql => ask
                .args(["--no-defaults", "-s", "-u", "root", "-h", "127.0.0.1", "-P", &port])
                .arg("ping"),
        };
        ask.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }

    fn make_data(&self) {
        let data = self.folder.path().join("data").display().to_string();
        if self.kind == Kind::Postgres {
            if is_root() {
                run(Command::new("chown").args(["-R", "postgres"]).arg(self.folder.path()));
            }
            run(self.command("initdb").args([
                "-D",
                &data,
                "-U",
                "root",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]));
        } else {
            let mut install = self.command("mariadb-install-db");
            install.args(["--no-defaults", "--skip-test-db"]).arg(format!("--datadir={data}"));
            install.arg("--auth-root-authentication-method=normal");
            if is_root() {
                install.arg("--user=root");
            }
            run(&mut install);
        }
    }

    /// A program of the server. PostgreSQL refuses to be root.
    fn command(&self, program: &str) -> Command {
        if self.kind == Kind::Postgres && is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
            command.arg(self.programs.join(program)).current_dir(self.folder.path());
            return command;
        }
        let here = self.programs.join(program);
        Command::new(if here.is_file() { here } else { program.into() })
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.kill();
        }
    }
}

/// The folder of a server's programs.
fn programs(kind: Kind) -> Option<PathBuf> {
    if kind == Kind::Mysql {
        let folder = PathBuf::from("/usr/sbin");
        return folder.join("mariadbd").is_file().then_some(folder);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    folders.filter(|folder| folder.join("initdb").is_file()).max()
}

/// `authority.pem`, `other.pem`, and `server.pem` with `server.key`, signed by the first.
fn make_certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        run(Command::new("openssl").args(arguments.split(' ')).current_dir(folder));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for name in ["authority", "other"] {
        let out = format!("-keyout {name}.key -out {name}.pem");
        openssl(&format!("req -x509 {key} -days 2 -subj /CN={name} {out}"));
    }
    openssl(&format!("req {key} -subj /CN=localhost -keyout server.key -out server.csr"));
    let extensions = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
    std::fs::write(folder.join("extensions"), extensions).unwrap();
    openssl(
        "x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
         -extfile extensions -out server.pem",
    );
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {text}");
}
