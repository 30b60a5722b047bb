import protobuf from 'protobufjs';

/** The messages of opentelemetry-proto and Prometheus, encoded by an implementation that is not Plenum's. */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  message AnyValue {
    oneof value {
      string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
      ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message Scope { string name = 1; string version = 2; }
  message Exemplar { fixed64 time_unix_nano = 2; double as_double = 3; }
  message NumberDataPoint {
    fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3;
    oneof value { double as_double = 4; sfixed64 as_int = 6; }
    repeated Exemplar exemplars = 5; repeated KeyValue attributes = 7; uint32 flags = 8;
  }
  message HistogramDataPoint { fixed64 time_unix_nano = 3; fixed64 count = 4; }
  message Gauge { repeated NumberDataPoint data_points = 1; }
  message Sum { repeated NumberDataPoint data_points = 1; int32 aggregation_temporality = 2; bool is_monotonic = 3; }
  message Histogram { repeated HistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
  message Metric {
    string name = 1; string description = 2; string unit = 3;
    oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; Histogram exponential_histogram = 10; Histogram summary = 11; }
  }
  message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; string schema_url = 3; }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; string schema_url = 3; }
  message ExportMetricsServiceRequest { repeated ResourceMetrics resource_metrics = 1; }

  message Label { string name = 1; string value = 2; }
  message Sample { double value = 1; int64 timestamp = 2; }
  message PromHistogram { uint64 count_int = 1; double sum = 3; }
  message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; repeated PromHistogram histograms = 4; }
  message Metadata { int32 type = 1; string metric_family_name = 2; string help = 4; string unit = 5; }
  message WriteRequest { repeated TimeSeries timeseries = 1; repeated Metadata metadata = 3; }
  `,
);

/** The protobuf form of a request whose JSON form this is. */
export function encodeOtlp(request: object): Uint8Array {
  return encode('ExportMetricsServiceRequest', request);
}

export function encodeWriteRequest(request: object): Uint8Array {
  return encode('WriteRequest', request);
}

function encode(message: string, value: object): Uint8Array {
  const type = root.lookupType(message);
  return type.encode(type.fromObject(value)).finish();
}
