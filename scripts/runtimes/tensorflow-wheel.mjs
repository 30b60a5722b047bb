import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';

/** The newest with which the CPU build was run, and the newest whose CUDA packages are all to be had. */
const cpu = { wheel: 'tensorflow-cpu==2.15.1', python: '3.11' };
const cuda = { wheel: 'tensorflow==2.18.1', python: '3.11' };

/** What `tensorflow[and-cuda]` of that version asks for. */
const cudaWheels = [
  'nvidia-cublas-cu12==12.5.3.2',
  'nvidia-cuda-cupti-cu12==12.5.82',
  'nvidia-cuda-nvcc-cu12==12.5.82',
  'nvidia-cuda-nvrtc-cu12==12.5.82',
  'nvidia-cuda-runtime-cu12==12.5.82',
  'nvidia-cudnn-cu12==9.3.0.75',
  'nvidia-cufft-cu12==11.2.3.61',
  'nvidia-curand-cu12==10.3.6.82',
  'nvidia-cusolver-cu12==11.6.3.83',
  'nvidia-cusparse-cu12==12.5.1.3',
  'nvidia-nccl-cu12==2.21.5',
  'nvidia-nvjitlink-cu12==12.5.82',
];

/** The folders of headers that the addon includes, of every version. */
const headers = ['tensorflow/c/', 'tensorflow/core/platform/', 'tensorflow/tsl/', 'tsl/', 'xla/tsl/', 'xla/c/'];

/** Unpacks libtensorflow and its headers into `lib` and `include`. */
export async function unpackTensorflow(folder, { gpu }) {
  const { wheel, python } = gpu ? cuda : cpu;
  await inDownloads(folder, [wheel], python, (file) =>
    unpack(file, folder, [
      ['tensorflow/libtensorflow_cc.so.2', 'lib/libtensorflow_cc.so.2'],
      ['tensorflow/libtensorflow_framework.so.2', 'lib/libtensorflow_framework.so.2'],
      ...headers.map((part) => [`tensorflow/include/${part}`, `include/${part}`]),
    ]),
  );
}

/** Unpacks the libraries of CUDA into `nvidia`. */
export async function unpackCuda(folder) {
  await inDownloads(folder, cudaWheels, cuda.python, (file) => unpack(file, folder, [['nvidia/', 'nvidia/']]));
}

async function inDownloads(folder, wheels, python, use) {
  const downloads = join(folder, 'downloads');
  await mkdir(downloads, { recursive: true });
  const tags = ['2_17', '2_27', '2_28'].flatMap((glibc) => ['--platform', `manylinux_${glibc}_${architecture()}`]);
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--implementation', 'cp', '--python-version', python];
  await runTool('python3', ['-m', 'pip', 'download', ...options, ...tags, '-d', downloads, ...wheels], folder);
  for (const file of await readdir(downloads)) await use(join(downloads, file));
  await rm(downloads, { recursive: true });
}

function architecture() {
  if (process.platform !== 'linux') throw new Error(`there is no recipe for ${process.platform}`);
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64';
}

/** Unpacks what begins with the first of each pair to the second. */
async function unpack(wheel, folder, moves) {
  const prefixes = moves.map(([from]) => from);
  const unpacked = join(folder, 'unpacked');
  const script = `
import sys, zipfile
wheel, target, *prefixes = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(target, [name for name in archive.namelist() if name.startswith(tuple(prefixes))])
`;
  await runTool('python3', ['-c', script, wheel, unpacked, ...prefixes], folder);
  for (const [from, to] of moves) await move(join(unpacked, from), join(folder, to));
  await rm(unpacked, { recursive: true, force: true });
}

/** Moves a file, or what is in a folder; nothing where this version has no such thing. */
async function move(from, to) {
  const entries = await readdir(from).catch((error) => error.code);
  if (entries === 'ENOENT') return;
  await mkdir(join(to, '..'), { recursive: true });
  if (entries === 'ENOTDIR') return rename(from, to);
  await mkdir(to, { recursive: true });
  for (const entry of entries) await move(join(from, entry), join(to, entry));
}
