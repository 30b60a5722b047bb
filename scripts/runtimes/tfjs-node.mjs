import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installPackages, runTool } from './run-tool.mjs';
import { unpackCuda, unpackTensorflow } from './tensorflow-wheel.mjs';

const version = '4.22.0';

/**
 * tfjs-node with a libtensorflow out of TensorFlow's Python package: its own installation fetches one from its vendor, which
 * is not to be had behind a mirror of registries. Needs Python with pip, a C++ compiler and make.
 */
export async function buildTfjsNode(folder, { gpu }) {
  const name = gpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await installPackages(folder, [`${name}@${version}`]);
  const home = join(folder, 'node_modules', name);
  await unpackTensorflow(join(home, 'deps'), { gpu });
  if (gpu) await unpackCuda(join(home, 'deps'));
  await linkNames(join(home, 'deps', 'lib'));
  await compile(home, await headersOfNode(folder), { gpu });
  // What compiling needed.
  for (const part of ['build', 'deps/include']) await rm(join(home, part), { recursive: true, force: true });
  await runTool(process.execPath, ['-e', tryOut(name)], folder);
}

/** The names under which the addon is linked with the libraries. */
async function linkNames(folder) {
  await symlink('libtensorflow_cc.so.2', join(folder, 'libtensorflow.so'));
  await symlink('libtensorflow_framework.so.2', join(folder, 'libtensorflow_framework.so'));
}

async function compile(home, headers, { gpu }) {
  const cuda = gpu ? { LDFLAGS: `${process.env.LDFLAGS ?? ''} -Wl,-rpath,${cudaRunPath()}` } : {};
  Object.assign(process.env, cuda);
  await runTool(
    process.execPath,
    [
      nodeGyp(),
      'rebuild',
      `--nodedir=${headers}`,
      '--module_name=tfjs_binding',
      `--module_path=${join(home, 'lib', 'napi-v8')}`,
      '--napi_build_version=8',
    ],
    home,
  );
}

/** Where the addon finds the libraries of CUDA that were unpacked beside those of TensorFlow. */
function cudaRunPath() {
  const parts = [
    'cublas',
    'cuda_cupti',
    'cuda_nvrtc',
    'cuda_runtime',
    'cudnn',
    'cufft',
    'curand',
    'cusolver',
    'cusparse',
  ];
  const folders = [...parts, 'nccl', 'nvjitlink'].map((part) => `\\$$ORIGIN/../../deps/nvidia/${part}/lib`);
  return folders.join(':');
}

/** The one that npm brings. */
function nodeGyp() {
  const places = ['lib/node_modules/npm', 'share/nodejs/npm', 'share/npm'];
  const prefix = dirname(dirname(process.execPath));
  for (const place of [process.env.npm_execpath && dirname(dirname(process.env.npm_execpath)), ...places]) {
    if (!place) continue;
    const file = join(place.startsWith('/') ? place : join(prefix, place), 'node_modules/node-gyp/bin/node-gyp.js');
    if (existsSync(file)) return file;
  }
  throw new Error('node-gyp is not where npm usually has it; install npm with this Node.js');
}

/** A folder with `include/node`: that of this Node.js or, where it came without, that of the package of its binary. */
async function headersOfNode(folder) {
  const own = dirname(dirname(process.execPath));
  if (existsSync(join(own, 'include', 'node', 'node_api.h'))) return own;
  const binary = `node-${process.platform}-${process.arch}`;
  const headers = join(folder, 'headers');
  await mkdir(headers);
  await installPackages(headers, [`${binary}@${process.versions.node}`]);
  return dirname(createRequire(join(headers, 'x.js')).resolve(`${binary}/package.json`));
}

/** A sum by the library, on a process of its own. */
function tryOut(name) {
  return `
    const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value == null;
    util.isArray ??= Array.isArray;
    const tf = require('${name}');
    tf.setBackend('tensorflow').then(() => {
      if (tf.tensor1d([1, 2, 3]).sum().dataSync()[0] !== 6) process.exit(1);
    });`;
}
