//! Garage: a store with an S3 door that keeps each object on several machines. Here all of them
//! are processes of this one.

use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// How many keep each object. Two of them are enough to read and write.
const NODES: usize = 3;
const KEY: &str = "GK00112233445566778899aabb";
const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const BUCKET: &str = "durbar";

/// A node. Its folder stays when it is killed.
struct Node {
    configuration: PathBuf,
    door: u16,
    running: Option<Child>,
}

/// The nodes, until dropped.
pub struct Garage {
    _folder: TempDir,
    nodes: Vec<Node>,
    /// Where each finds the others, once that is known.
    ids: Vec<String>,
}

impl Garage {
    /// Starts them, makes them one store and a bucket in it.
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let ports = free_ports(2 * NODES);
        let nodes = (0..NODES).map(|number| {
            let (inner, door) = (ports[2 * number], ports[2 * number + 1]);
            let own = folder.path().join(number.to_string());
            fs::create_dir(&own).unwrap();
            let configuration = own.join("garage.toml");
            let text = format!(
                "metadata_dir = '{own}/metadata'\ndata_dir = '{own}/data'\n\
                 db_engine = 'sqlite'\nreplication_factor = {NODES}\n\
                 rpc_bind_addr = '127.0.0.1:{inner}'\nrpc_public_addr = '127.0.0.1:{inner}'\n\
                 rpc_secret = '{SECRET}'\n\
                 [s3_api]\ns3_region = 'garage'\napi_bind_addr = '127.0.0.1:{door}'\n",
                own = own.display()
            );
            fs::write(&configuration, text).unwrap();
            Node {
                configuration,
                door,
                running: None,
            }
        });
        let mut garage = Self {
            nodes: nodes.collect(),
            ids: Vec::new(),
            _folder: folder,
        };
        for node in 0..NODES {
            garage.wake(node);
        }
        let ids: Vec<_> = (0..NODES)
            .map(|node| garage.does(node, &["node", "id", "-q"]).trim().to_owned())
            .collect();
        let keys: Vec<_> = ids.iter().map(|id| id.split('@').next().unwrap()).collect();
        garage.ids.clone_from(&ids);
        garage.meet(0);
        for key in &keys {
            garage.does(0, &["layout", "assign", "-z", "here", "-c", "1G", key]);
        }
        garage.does(0, &["layout", "apply", "--version", "1"]);
        garage.does(0, &["key", "import", "--yes", KEY, SECRET]);
        garage.does(0, &["bucket", "create", BUCKET]);
        let allow = ["bucket", "allow", "--read", "--write", BUCKET, "--key", KEY];
        garage.does(0, &allow);
        garage
    }

    /// The bucket's address, by the first node's door.
    pub fn bucket(&self) -> String {
        let door = self.nodes[0].door;
        format!("s3://{KEY}:{SECRET}@{BUCKET}/blobs?endpoint=http://127.0.0.1:{door}&region=garage")
    }

    /// Ends a node as a power cut of its machine would.
    pub fn kill(&mut self, node: usize) {
        let mut child = self.nodes[node].running.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Starts a node over what it kept. Returns once the others and its own door are reached.
    pub fn wake(&mut self, node: usize) {
        let child = self.command(node).arg("server").spawn().unwrap();
        self.nodes[node].running = Some(child);
        let tries = 0..600;
        let is_up = tries.into_iter().any(|_| self.is_up(node));
        assert!(is_up, "node {node} does not answer");
        self.meet(node);
    }

    /// Has a node look for the others now, and not when it next would: that may be a minute away.
    fn meet(&self, node: usize) {
        for (other, id) in self.ids.iter().enumerate() {
            if other != node && self.nodes[other].running.is_some() {
                self.does(node, &["node", "connect", id]);
            }
        }
    }

    fn is_up(&self, node: usize) -> bool {
        let door = ("127.0.0.1", self.nodes[node].door);
        let asked = self.command(node).arg("status").status();
        asked.is_ok_and(|status| status.success()) && std::net::TcpStream::connect(door).is_ok()
    }

    fn does(&self, node: usize, what: &[&str]) -> String {
        let mut command = self.command(node);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let done = command.args(what).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{what:?}: {said}");
        String::from_utf8(done.stdout).unwrap()
    }

    fn command(&self, node: usize) -> Command {
        let program = std::env::var_os("DURBAR_GARAGE")
            .expect("DURBAR_GARAGE says where Garage is: run `cargo xtask soak nodes`");
        let mut command = Command::new(program);
        command
            .arg("-c")
            .arg(&self.nodes[node].configuration)
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

impl Drop for Garage {
    fn drop(&mut self) {
        for child in self
            .nodes
            .iter_mut()
            .filter_map(|node| node.running.as_mut())
        {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Ports that nobody has; all are held until all are known.
fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<_> = (0..count)
        .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
        .collect();
    held.iter()
        .map(|listener| listener.local_addr().unwrap().port())
        .collect()
}
