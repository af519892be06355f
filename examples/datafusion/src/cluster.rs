//! The same functions on a Ballista cluster: a scheduler and executors that know them, and a client's session.
//!
//! Plans travel by name: each process holds the functions itself, with its own copy of the catalogs. So that no
//! process answers from other prices than the client asked for, the name travels with the mark of the catalogs,
//! and whoever holds others refuses the plan.

use crate::pricer::Pricer;
use crate::{Price, functions, register};
use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SessionStateBuilder, TaskContext};
use datafusion::logical_expr::{Extension, LogicalPlan, ScalarUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Writes the functions with the mark of their catalogs, and reads them back if it is the same one here. All
/// else is Ballista's.
#[derive(Debug)]
struct Marked<C> {
    pricer: Arc<Pricer>,
    inner: C,
}

impl<C> Marked<C> {
    fn encode(&self, function: &ScalarUDF, buf: &mut Vec<u8>) {
        if let Some(price) = function.inner().downcast_ref::<Price>() {
            buf.extend_from_slice(&price.mark().to_be_bytes());
        }
    }

    fn decode(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        if buf != self.pricer.mark().to_be_bytes() {
            let message = format!("cannot run `{name}`: this process holds other catalogs than the client");
            return Err(DataFusionError::Plan(message));
        }
        let known = functions(&self.pricer).into_iter().find(|function| function.name() == name);
        known.ok_or_else(|| DataFusionError::Plan(format!("there is no function `{name}`")))
    }
}

impl PhysicalExtensionCodec for Marked<BallistaPhysicalExtensionCodec> {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.inner.try_decode(buf, inputs, context, converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buf: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.inner.try_encode(node, buf, converter)
    }

    fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.decode(name, buf)
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.encode(function, buf);
        Ok(())
    }
}

impl LogicalExtensionCodec for Marked<BallistaLogicalExtensionCodec> {
    fn try_decode(&self, buf: &[u8], inputs: &[LogicalPlan], context: &TaskContext) -> Result<Extension> {
        self.inner.try_decode(buf, inputs, context)
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode(node, buf)
    }

    fn try_decode_table_provider(
        &self,
        buf: &[u8],
        table: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.inner.try_decode_table_provider(buf, table, schema, context)
    }

    fn try_encode_table_provider(
        &self,
        table: &TableReference,
        node: Arc<dyn TableProvider>,
        buf: &mut Vec<u8>,
    ) -> Result<()> {
        self.inner.try_encode_table_provider(table, node, buf)
    }

    fn try_decode_file_format(
        &self,
        buf: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.inner.try_decode_file_format(buf, context)
    }

    fn try_encode_file_format(&self, buf: &mut Vec<u8>, node: Arc<dyn FileFormatFactory>) -> Result<()> {
        self.inner.try_encode_file_format(buf, node)
    }

    fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.decode(name, buf)
    }

    fn try_encode_udf(&self, function: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.encode(function, buf);
        Ok(())
    }
}

fn logical(pricer: &Arc<Pricer>) -> Arc<dyn LogicalExtensionCodec> {
    Arc::new(Marked { pricer: Arc::clone(pricer), inner: BallistaLogicalExtensionCodec::default() })
}

fn physical(pricer: &Arc<Pricer>) -> Arc<dyn PhysicalExtensionCodec> {
    Arc::new(Marked { pricer: Arc::clone(pricer), inner: BallistaPhysicalExtensionCodec::default() })
}

fn failed(error: ballista_core::error::BallistaError) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

/// Runs a scheduler until the process ends.
///
/// # Errors
/// What the address or Ballista refuses.
pub async fn scheduler(pricer: &Arc<Pricer>, address: SocketAddr) -> Result<()> {
    let known = Arc::clone(pricer);
    let config = SchedulerConfig {
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        external_host: address.ip().to_string(),
        override_logical_codec: Some(logical(pricer)),
        override_physical_codec: Some(physical(pricer)),
        override_session_builder: Some(Arc::new(move |config: SessionConfig| {
            let mut state = default_session_builder(config)?;
            register(&mut state, &known)?;
            Ok(state)
        })),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(failed)?;
    start_server(cluster, address, Arc::new(config)).await.map_err(failed)
}

/// Where an executor listens and whom it serves.
#[derive(Clone, Copy, Debug)]
pub struct ExecutorPlace {
    /// The address of the scheduler.
    pub scheduler: SocketAddr,
    /// The address that the others reach this executor by.
    pub host: IpAddr,
    /// The port that results are fetched from.
    pub port: u16,
    /// The port that tasks come in by.
    pub task_port: u16,
    /// How many tasks run at once; 0 for one on each processor.
    pub tasks: usize,
}

/// Runs an executor until the process ends. It waits up to 20 seconds for its scheduler.
///
/// # Errors
/// What the address or Ballista refuses.
pub async fn executor(pricer: &Arc<Pricer>, place: ExecutorPlace) -> Result<()> {
    let mut registry = BallistaFunctionRegistry::default();
    for function in functions(pricer) {
        registry.scalar_functions.insert(function.name().to_owned(), function);
    }
    let config = ExecutorProcessConfig {
        bind_host: place.host.to_string(),
        external_host: Some(place.host.to_string()),
        port: place.port,
        grpc_port: place.task_port,
        scheduler_host: place.scheduler.ip().to_string(),
        scheduler_port: place.scheduler.port(),
        scheduler_connect_timeout_seconds: 20,
        vcores: place.tasks,
        override_function_registry: Some(Arc::new(registry)),
        override_logical_codec: Some(logical(pricer)),
        override_physical_codec: Some(physical(pricer)),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await.map_err(failed)
}

/// A session whose queries run on the cluster of this scheduler.
///
/// # Errors
/// What Ballista refuses.
pub async fn session(pricer: &Arc<Pricer>, scheduler: SocketAddr) -> Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .with_ballista_logical_extension_codec(logical(pricer))
        .with_ballista_physical_extension_codec(physical(pricer));
    let state = SessionStateBuilder::new().with_default_features().with_config(config).build();
    let mut session = SessionContext::remote_with_state(&format!("df://{scheduler}"), state).await?;
    // Ballista replaces the functions of the state it is given, so these come afterwards.
    register(&mut session, pricer)?;
    Ok(session)
}
