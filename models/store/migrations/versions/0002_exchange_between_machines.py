"""exchange between machines: settled conflicts, reports, and what only this machine knows of the exchange"""

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('settlement',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('row_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('heads', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settlement'))
    )
    op.create_index(op.f('ix_settlement_row_id'), 'settlement', ['row_id'], unique=False)
    op.create_table('report',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('sent_at', sa.String(length=24), nullable=True),
    sa.Column('acknowledged_at', sa.String(length=24), nullable=True),
    sa.Column('digest', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_report_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    op.create_index(op.f('ix_report_meeting_id'), 'report', ['meeting_id'], unique=False)
    op.create_table('set_aside',
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('previous_hash', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('told', sa.String(), nullable=False),
    sa.Column('entry', sa.String(), nullable=False),
    sa.Column('received_at', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('device', 'seq', 'hash', name=op.f('pk_set_aside'))
    )
    op.create_table('field_conflict',
    sa.Column('table_name', sa.String(), nullable=False),
    sa.Column('row_id', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('heads', sa.String(), nullable=False),
    sa.Column('base', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('table_name', 'row_id', 'field', name=op.f('pk_field_conflict'))
    )
    op.create_table('device_fork',
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.Column('new_device', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('device', 'first', 'hash', name=op.f('pk_device_fork'))
    )
