"""rules and papers of 2026"""

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('attendance', sa.Column('reason_accepted', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('round', sa.Column('left_out', sa.String(), nullable=False, server_default=''))
    op.add_column('round', sa.Column('per_name', sa.Boolean(), nullable=False, server_default='0'))
    op.add_column('round_option', sa.Column('against', sa.Integer(), nullable=True))
    op.add_column('motion_option', sa.Column('floor_votes', sa.Integer(), nullable=True))
    op.add_column('motion_option', sa.Column('floor_present', sa.Integer(), nullable=True))
    op.add_column('resolution', sa.Column('limits', sa.String(), nullable=False, server_default=''))
    _handbook()
    _shortcomings()
    _guests_who_speak()
    _online()
    _end_of_term()


def _handbook() -> None:
    op.create_table('handbook_posting',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('posted_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_handbook_posting_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handbook_posting'))
    )
    with op.batch_alter_table('handbook_posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handbook_posting_meeting_id'), ['meeting_id'], unique=False)


def _shortcomings() -> None:
    op.add_column('meeting', sa.Column('shortcomings', sa.String(), nullable=False, server_default=''))
    op.add_column('meeting', sa.Column('remedy', sa.String(), nullable=False, server_default=''))


def _guests_who_speak() -> None:
    with op.batch_alter_table('speech', schema=None) as batch_op:
        batch_op.alter_column('member_id', existing_type=sa.String(length=36), nullable=True)
        batch_op.add_column(sa.Column('guest_id', sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_speech_guest_id'), 'guest', ['guest_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_speech_guest_id'), ['guest_id'], unique=False)
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guest_id', sa.String(length=36), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_note_guest_id'), 'guest', ['guest_id'], ['id'])


def _online() -> None:
    op.add_column('attendance', sa.Column('online', sa.Boolean(), nullable=False, server_default='0'))


def _end_of_term() -> None:
    op.add_column('organisation', sa.Column('term_ends_on', sa.Date(), nullable=True))
